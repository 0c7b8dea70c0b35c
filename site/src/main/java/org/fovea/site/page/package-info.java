/** What all pages share: their paths, frame, templates, and how numbers and words are written. */
package org.fovea.site.page;
