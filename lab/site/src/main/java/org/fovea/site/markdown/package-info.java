/** What people wrote: Markdown as safe HTML, and names of records such as R-0107 as links to where they are. */
package org.fovea.site.markdown;
