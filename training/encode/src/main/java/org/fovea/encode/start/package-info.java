/** What an encode begins with: networks and clip that fit together, and a renderer that has not been trained yet. */
package org.fovea.encode.start;
