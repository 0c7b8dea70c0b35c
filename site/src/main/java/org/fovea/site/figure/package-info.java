/** Charts that several pages show, each made for one benchmark or one run. */
package org.fovea.site.figure;
