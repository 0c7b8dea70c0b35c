package org.fovea.evaluate.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Lets the fuzz targets in: what looks at a TorchScript file before LibTorch sees it, without LibTorch. */
public final class ScreenDoor {
    private ScreenDoor() {}

    /** Looks at a file. */
    public static void verify(Path file) throws IOException {
        ScriptArchive.verify(file);
    }

    /** Looks at the text of a program. */
    public static void read(byte[] program) {
        ProgramText.complaint(new String(program, StandardCharsets.ISO_8859_1));
    }
}
