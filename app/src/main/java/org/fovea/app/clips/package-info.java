/** What the lab's report needs of clips, archives and networks. */
package org.fovea.app.clips;
