/** Decisions as a feed that programs follow. */
package org.fovea.site.feed;
