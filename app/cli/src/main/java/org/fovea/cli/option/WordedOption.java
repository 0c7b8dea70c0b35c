package org.fovea.cli.option;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * An option that several commands have: declared once, worded by each. A command holds it as a mixin that it makes
 * itself, {@code @Mixin private final OutputOption output = OutputOption.required("OUT.mkv", "The clip to write.")};
 * what {@code @Option} says of a field is the same for all commands.
 *
 * @param <T> of the value
 */
@Command // what picocli asks of a mixin without annotated fields
abstract class WordedOption<T> {
    private final OptionSpec.Builder option;
    private final T initial;
    private T value;
    private CommandSpec command;

    /** An option that comes with this one; null for none. */
    WordedOption<?> beside;

    /**
     * An option.
     *
     * @param type of the value
     * @param initial the value of who does not use it; null for none
     * @param description for help
     * @param names with their dashes
     */
    WordedOption(Class<T> type, T initial, String description, String... names) {
        this.option = OptionSpec.builder(names).type(type).description(description);
        this.initial = initial;
    }

    /** What else is to be said, before the command is set up. */
    final OptionSpec.Builder option() {
        return option;
    }

    @Spec(Spec.Target.MIXEE)
    final void declareOn(CommandSpec mixee) {
        command = mixee;
        mixee.addOption(option.initialValue(initial)
                .setter(new ISetter() {
                    @Override
                    @SuppressWarnings("unchecked") // picocli converts to the type that was declared
                    public <X> X set(X parsed) {
                        value = (T) parsed;
                        return parsed;
                    }
                })
                .build());
        if (beside != null) {
            beside.declareOn(mixee);
        }
    }

    /** The value; null where there is none. */
    public final T value() {
        return value;
    }

    /** The command as in "fovea bench rd", for messages. */
    final String command() {
        return command.qualifiedName();
    }
}
