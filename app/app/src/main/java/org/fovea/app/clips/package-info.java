/** What the lab's report needs of clips, archives and networks. */
@NullMarked
package org.fovea.app.clips;

import org.jspecify.annotations.NullMarked;
