/** The front page: where the lab stands. */
package org.fovea.site.front;
