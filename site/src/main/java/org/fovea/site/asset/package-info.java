/** Style sheet, scripts and icon, which lie beside this class. */
package org.fovea.site.asset;
