/**
 * From a clip and two networks to an archive. Here is what a stage of an encode is and what it works with; a package
 * for each stage, {@code profile} names them, {@code run} runs them one after the other, so that each can be resumed.
 */
package org.fovea.encode;
