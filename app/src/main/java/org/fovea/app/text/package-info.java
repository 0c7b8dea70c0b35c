/** Numbers as people read them. */
package org.fovea.app.text;
