/** Bases: weights that the archives of one camera's clips share. */
package org.fovea.app.base;
