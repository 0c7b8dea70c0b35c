/** From a clip and two networks to an archive. */
package org.fovea.encode;
