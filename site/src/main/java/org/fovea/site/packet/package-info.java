/** The floor of a benchmark for a reviewer: one page from which it can be judged. */
package org.fovea.site.packet;
