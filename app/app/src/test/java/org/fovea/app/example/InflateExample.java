package org.fovea.app.example;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.fovea.app.Fovea;
import org.fovea.app.inflate.InflatedPair;
import org.fovea.app.inflate.InflatedPairs;

/** The example in docs/java.md of inflating into memory. */
final class InflateExample {
    private InflateExample() {}

    static byte[] run(Path archive) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // example begins
        try (InflatedPairs pairs = Fovea.inflate(archive).open()) {
            for (InflatedPair pair : pairs) { // drawn while you read
                out.write(pair.frames().first()); // RGB bytes, row by row
                out.write(pair.frames().second());
            }
        }
        // example ends
        return out.toByteArray();
    }
}
