package org.fovea.evaluate.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.evaluate.selection.EvaluatorFile;
import org.junit.jupiter.api.io.TempDir;

/** Tests of pairs that a file in a folder of their own describes. */
abstract class PairFiles {
    @TempDir
    Path folder;

    /** The pair of a description; files that it names are in the folder. */
    ScriptPair open(String yaml) throws IOException {
        return ScriptPair.open(EvaluatorFile.read(Files.writeString(folder.resolve("pair.yaml"), yaml)));
    }
}
