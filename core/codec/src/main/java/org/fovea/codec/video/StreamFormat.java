package org.fovea.codec.video;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a video stream is coded. The numbers are part of the archive format: ids of the section codecs of section
 * {@code video}.
 */
public enum StreamFormat {
    AV1(1, "AV1");

    private final int id;
    private final String title;

    StreamFormat(int id, String title) {
        this.id = id;
        this.title = title;
    }

    public int id() {
        return id;
    }

    public String title() {
        return title;
    }

    public static Optional<StreamFormat> find(int id) {
        return Stream.of(values()).filter(format -> format.id == id).findFirst();
    }
}
