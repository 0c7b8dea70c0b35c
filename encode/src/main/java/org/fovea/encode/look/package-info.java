/** How every run begins: a look at the clip through the networks, and a renderer that has learnt nothing yet. */
package org.fovea.encode.look;
