package org.fovea.site.layout;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file of the site.
 *
 * @param mediaType with its character set where it is text
 * @param bytes held, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look at its bytes
public record Content(String mediaType, byte[] bytes) {
    /** A page. */
    public static Content html(String text) {
        return text("text/html; charset=utf-8", text);
    }

    /** Text of some kind. */
    public static Content text(String mediaType, String text) {
        return new Content(mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content that && mediaType.equals(that.mediaType) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * mediaType.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes of " + mediaType;
    }
}
