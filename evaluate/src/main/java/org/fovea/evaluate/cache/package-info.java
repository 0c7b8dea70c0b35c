/** What the networks said about originals, remembered on disk. */
package org.fovea.evaluate.cache;
