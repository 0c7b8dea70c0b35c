package org.fovea.video.clip;

import org.fovea.codec.FrameSize;

/**
 * What a clip is.
 *
 * @param container FFmpeg's name of the file format, for example {@code matroska,webm}
 * @param codec FFmpeg's name of the codec, for example {@code hevc}
 * @param size of every frame as it is shown
 * @param orientation how decoded frames are turned and mirrored to be shown, in words; {@code none}
 * @param pixelFormat FFmpeg's name, for example {@code yuv420p}
 * @param rangeTag {@code tv} (limited), {@code pc} (full) or {@code unknown}
 * @param matrixTag for example {@code bt709}; {@code unknown} where there is none
 * @param transferTag {@code smpte2084} (PQ), {@code arib-std-b67} (HLG), else {@code unknown}
 * @param frameRate as the container tells it; nothing is dropped or repeated to keep it
 * @param count number of frames
 * @param audio whether there is an audio stream, which is not read
 * @param decoder FFmpeg's name of the decoder
 * @param bytes size of the file
 * @param title that the file has; empty for none
 */
public record ClipFacts(
        String container,
        String codec,
        FrameSize size,
        String orientation,
        String pixelFormat,
        String rangeTag,
        String matrixTag,
        String transferTag,
        FrameRate frameRate,
        FrameCount count,
        boolean audio,
        String decoder,
        long bytes,
        String title) {}
