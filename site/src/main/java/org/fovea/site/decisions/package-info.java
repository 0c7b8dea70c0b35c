/** What was decided and why, the form in which a promotion is reviewed, and what does not help. */
package org.fovea.site.decisions;
