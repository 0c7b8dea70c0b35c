package org.fovea.evaluate.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/evaluators.md names every operator that is mapped, and no other. */
final class OperatorsDocumentTest {
    private static final String BEFORE = "\n**Operators.** ";

    @Test
    void the_document_names_the_operators_that_there_are() throws Exception {
        String text = Files.readString(
                Path.of(System.getProperty("fovea.root", "../..")).resolve("docs/evaluators.md"));
        assertThat(text).containsOnlyOnce(BEFORE);
        String paragraph = text.substring(text.indexOf(BEFORE) + BEFORE.length());
        String names = paragraph.substring(paragraph.indexOf('`') + 1, paragraph.indexOf("`.", paragraph.indexOf('`')));
        assertThat(names.split("[\\s,`]+")).containsExactlyInAnyOrderElementsOf(Operators.names());
    }
}
