package org.fovea.evaluate.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/**
 * A pointer made while a pointer scope is open is freed with it; a static one is made once, in whatever scope is open.
 */
class StaticPointersTest {
    @Test
    void no_class_keeps_a_pointer_in_a_static_field() throws IOException, ReflectiveOperationException {
        Path classes = Path.of("target", "classes");
        List<String> kept = new ArrayList<>();
        int read = 0;
        try (var files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name =
                        classes.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                if (name.endsWith("-info")) {
                    continue;
                }
                read++;
                for (Field field :
                        Class.forName(name, false, getClass().getClassLoader()).getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers()) && Pointer.class.isAssignableFrom(field.getType())) {
                        kept.add(name + "." + field.getName());
                    }
                }
            }
        }
        assertThat(read).isGreaterThan(100);
        assertThat(kept).isEmpty();
    }
}
