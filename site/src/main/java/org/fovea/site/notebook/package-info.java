/** Dated notes of people. */
package org.fovea.site.notebook;
