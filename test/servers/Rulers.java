import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/** Reads {"patterns": {name: pattern}, "events": [event]}; writes what is wrong with patterns, and the names that match, an array an event. */
public class Rulers {
  public static void main(String[] arguments) throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode input = json.readTree(System.in);
    ObjectNode output = json.createObjectNode();
    ObjectNode invalid = output.putObject("invalid");
    Machine machine = new Machine();
    for (Iterator<Map.Entry<String, JsonNode>> patterns = input.get("patterns").fields(); patterns.hasNext();) {
      Map.Entry<String, JsonNode> pattern = patterns.next();
      String problem = JsonRuleCompiler.check(pattern.getValue().toString());
      if (problem == null) machine.addRule(pattern.getKey(), pattern.getValue().toString());
      else invalid.put(pattern.getKey(), problem);
    }
    ArrayNode matches = output.putArray("matches");
    for (JsonNode event : input.get("events")) {
      ArrayNode names = matches.addArray();
      for (String name : new TreeSet<>(machine.rulesForJSONEvent(event.toString()))) names.add(name);
    }
    System.out.println(json.writeValueAsString(output));
  }
}
