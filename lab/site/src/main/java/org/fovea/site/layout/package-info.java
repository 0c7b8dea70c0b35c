/**
 * What all pages share: the site's files and paths, the frame around a page, templates, and how numbers and words are
 * written.
 */
package org.fovea.site.layout;
