/** What is done to decoded pictures: enlarging, sharpening, grain, and a learned filter; exact on every machine. */
package org.fovea.render.restore;
