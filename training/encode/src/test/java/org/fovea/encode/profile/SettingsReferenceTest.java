package org.fovea.encode.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fovea.encode.video.VideoSettings;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/settings.md} says what the Javadoc of the settings says. After a change, write it again: {@code ./mvnw
 * test -Dtest=SettingsReferenceTest -Dfovea.docs.rewrite=true}.
 */
class SettingsReferenceTest {
    private static final Path ROOT = Path.of(System.getProperty("fovea.root", "../.."));
    private static final Pattern PARAMETER = Pattern.compile("@param (\\w+) (.*?)(?=@param|@return|@throws|\\z)");

    @Test
    void the_settings_reference_is_current() throws Exception {
        StringBuilder page = new StringBuilder("""
                # Settings reference
                What a profile can say, stage by stage, with the default of each key. This page is generated from the
                Javadoc of the settings. `fovea profiles NAME` prints a bundled profile;
                [encoding](encoding.md) explains how the stages work.

                """);
        for (StageKind<?> kind : StageKind.all()) {
            section(page, "`" + kind.name() + "`", kind.defaults().getClass(), Optional.of(kind.defaults()));
        }
        section(page, "`stream`: the video of family `filter`", VideoSettings.class, Optional.empty());
        Path file = ROOT.resolve("docs/settings.md");
        if (Boolean.getBoolean("fovea.docs.rewrite")) {
            Files.writeString(file, page);
        }
        assertThat(Files.readString(file)).isEqualTo(page.toString());
    }

    private static void section(StringBuilder page, String title, Class<?> type, Optional<Record> defaults)
            throws Exception {
        String text = javadoc(type);
        page.append("## ").append(title).append('\n');
        page.append(text.split("@param", 2)[0].strip()).append("\n\n");
        Map<String, String> meanings = new LinkedHashMap<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            meanings.put(matcher.group(1), matcher.group(2).strip());
        }
        page.append("| key | default | meaning |\n|---|---|---|\n");
        for (RecordComponent component : type.getRecordComponents()) {
            String meaning = meanings.get(component.getName());
            assertThat(meaning)
                    .as(type.getSimpleName() + "." + component.getName())
                    .isNotNull();
            String value = "";
            if (defaults.isPresent()) {
                component.getAccessor().setAccessible(true);
                value = value(component.getAccessor().invoke(defaults.get()));
            }
            page.append("| `" + component.getName() + "` | " + value + " | " + meaning.replace("|", "\\|") + " |\n");
        }
        page.append('\n');
    }

    /** A single value as profiles write it; nothing for what has settings of its own. */
    private static String value(Object value) {
        return switch (value) {
            case Optional<?> some -> some.map(SettingsReferenceTest::value).orElse("");
            case Enum<?> choice ->
                choice.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            case Record record -> "";
            default -> value.toString();
        };
    }

    /** The Javadoc of a record in one line, with code in backquotes and links by their names. */
    private static String javadoc(Class<?> type) throws IOException {
        Path source = ROOT.resolve("training/encode/src/main/java")
                .resolve(type.getName().replace('.', '/') + ".java");
        String text = Files.readString(source);
        int end = text.indexOf("\npublic record " + type.getSimpleName());
        assertThat(end).as(source.toString()).isPositive();
        int close = text.lastIndexOf("*/", end);
        String comment = text.substring(text.lastIndexOf("/**", close) + 3, close);
        String line = Stream.of(comment.split("\n"))
                .map(each -> each.strip().replaceFirst("^\\* ?", ""))
                .reduce("", (one, next) -> (one + " " + next.strip()).strip());
        return line.replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link #?(\\S+) ([^}]*)}", "$2")
                .replaceAll("\\{@link #?([^}]*)}", "`$1`")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("<p>", "");
    }
}
