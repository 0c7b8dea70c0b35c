/** Foreign submissions, read into the same content as Fovea's own archives. */
package org.fovea.interop;
