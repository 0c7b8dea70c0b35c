package org.fovea.site.layout;

import java.nio.charset.StandardCharsets;

/**
 * A file of the site.
 *
 * @param mediaType with its character set where it is text
 * @param bytes held, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // on its way to a reader, never compared
public record Content(String mediaType, byte[] bytes) {
    public static Content html(String text) {
        return text("text/html; charset=utf-8", text);
    }

    public static Content text(String mediaType, String text) {
        return new Content(mediaType, text.getBytes(StandardCharsets.UTF_8));
    }
}
