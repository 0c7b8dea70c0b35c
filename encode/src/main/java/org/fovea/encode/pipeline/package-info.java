/** The stages of an encode, one after the other, each of which can be resumed. */
package org.fovea.encode.pipeline;
