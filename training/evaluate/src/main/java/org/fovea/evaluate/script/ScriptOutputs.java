package org.fovea.evaluate.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.GenericDict;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.Graph;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.StringViewVectorOptional;
import org.bytedeco.pytorch.TupleType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * What a program returns, where that is more than one value: a dictionary, a tuple with or without names, or a list.
 */
final class ScriptOutputs {
    private static final int MOST_NAMED = 12;

    private ScriptOutputs() {}

    /**
     * The outputs by key, name or number, in their order; empty where there is one value alone. @param names of a named
     * tuple's
     */
    static Map<String, IValue> of(IValue answer, List<String> names) {
        Map<String, IValue> outputs = new LinkedHashMap<>();
        if (answer.isGenericDict()) {
            GenericDict dictionary = answer.toGenericDict();
            var end = dictionary.end();
            for (var at = dictionary.begin(); at.notEquals(end); at.increment()) {
                IValue key = at.access().key();
                outputs.put(
                        key.isString() ? key.toStringRef().getString() : Integer.toString(outputs.size()),
                        new IValue(at.access().value()));
            }
        } else if (answer.isTuple()) {
            var elements = answer.toTuple().elements();
            for (long i = 0; i < elements.size(); i++) {
                outputs.put(i < names.size() ? names.get((int) i) : Long.toString(i), new IValue(elements.at(i)));
            }
        } else if (answer.isList()) {
            GenericList list = answer.toList();
            for (long i = 0; i < list.size(); i++) {
                outputs.put(Long.toString(i), list.get(i));
            }
        }
        return outputs;
    }

    /** Names of the outputs of a program that returns a named tuple; empty of others. */
    static List<String> names(Graph forward) {
        Type type = forward.outputs().get(0).type().get();
        List<String> all = new ArrayList<>();
        if (type.kind().intern() == torch.TypeKind.TupleType) {
            StringViewVectorOptional names = new TupleType(type).names();
            for (long i = 0; names.has_value() && i < names.get().size(); i++) {
                all.add(names.get().get(i).getString());
            }
        }
        return all;
    }

    /** The one of a key, a name or a number. */
    static Optional<IValue> chosen(Map<String, IValue> outputs, String wanted) {
        if (outputs.containsKey(wanted)) {
            return Optional.of(outputs.get(wanted));
        }
        int index = wanted.matches("\\d{1,4}") ? Integer.parseInt(wanted) : -1;
        return index >= 0 && index < outputs.size()
                ? Optional.of(List.copyOf(outputs.values()).get(index))
                : Optional.empty();
    }

    /** For a person who has to choose: names with shapes. */
    static String shown(Map<String, IValue> outputs) {
        String all = outputs.entrySet().stream()
                .limit(MOST_NAMED)
                .map(output -> output.getKey() + " " + shown(output.getValue()))
                .collect(Collectors.joining(", "));
        return outputs.size() > MOST_NAMED ? all + ", …" : all;
    }

    private static String shown(IValue value) {
        return value.isTensor()
                ? ScriptNetwork.shape(value.toTensor())
                : value.tagKind().getString();
    }
}
