package org.fovea.app.example;

import java.io.IOException;
import java.nio.file.Path;
import org.fovea.app.Fovea;
import org.fovea.app.open.Opened;
import org.fovea.codec.ledger.LedgerEntry;

/** The example in docs/java.md of opening an archive. */
final class OpenExample {
    private OpenExample() {}

    static Opened run(Path archive) throws IOException {
        // example begins
        Opened file = Fovea.open(archive); // ours, or a foreign submission
        System.out.println(file.format() + ", " + file.header().pairs() + " pairs");
        for (LedgerEntry entry : file.ledger().entries()) {
            System.out.println(entry.section() + ": " + entry.codedBytes() + " bytes");
        }
        // example ends
        return file;
    }
}
