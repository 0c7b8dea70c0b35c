/** Opening what a caller has: archives, foreign submissions, class ids; and what is checked before something is written. */
package org.fovea.app.open;
