/** The parts of QZS3 submissions: renderer weights, pose stream, corrections, class masks hidden in grey video. */
package org.fovea.interop.qzs3;
