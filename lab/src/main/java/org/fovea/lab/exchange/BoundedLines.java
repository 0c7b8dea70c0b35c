package org.fovea.lab.exchange;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.fovea.lab.store.LedgerException;

/** Lines of a text that somebody else wrote: each ends with a line feed, is UTF-8 and not too long. */
final class BoundedLines {
    /** Longest line in bytes; a run with the results of 100,000 pairs is a third of it. */
    static final int MAX_BYTES = 16 << 20;

    private final InputStream in;
    private long number;

    BoundedLines(InputStream in) {
        this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in, 1 << 16);
    }

    /** Number of the line that was read last, or is being read; from 1. */
    long number() {
        return number;
    }

    /**
     * The next line without its line feed; absent at the end.
     *
     * @throws LedgerException where it is none
     */
    Optional<String> next() throws IOException {
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.size() > 0) {
                    throw new LedgerException("the text ends in the middle of a line");
                }
                return Optional.empty();
            }
            if (line.size() == MAX_BYTES) {
                throw new LedgerException("a line of more than " + MAX_BYTES + " bytes");
            }
            line.write(next);
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new LedgerException("a line that is not UTF-8", e);
        }
    }
}
