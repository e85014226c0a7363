using System.Text.Json;
using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.OpenInference;

/// <summary>The tensors that a model answers: its own output, and for a classifier the most probable class by name.</summary>
internal static class InferOutputs
{
    private const string Class = "class";

    /// <summary>Names of the tensors, in the order of answers.</summary>
    public static string[] Names(Model model) => model.IsClassifier ? [model.Output.Name, Class] : [model.Output.Name];

    /// <summary>Name, datatype and shape of each tensor, −1 for the number of rows.</summary>
    public static void WriteMetadata(Utf8JsonWriter json, Model model)
    {
        json.WriteStartArray("outputs");
        foreach (var name in Names(model))
        {
            json.WriteStartObject();
            WriteHead(json, name, model, rows: -1);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The named tensors with their values.</summary>
    public static void Write(Utf8JsonWriter json, Prediction prediction, string[] names)
    {
        json.WriteStartArray("outputs");
        foreach (var name in names)
        {
            json.WriteStartObject();
            WriteHead(json, name, prediction.Model, prediction.Outputs.Rows);
            json.WriteStartArray("data");
            if (name == prediction.Model.Output.Name)
                foreach (var value in prediction.Outputs.Values)
                    json.WriteNumberValue(value);
            else
                for (var row = 0; row < prediction.Outputs.Rows; row++)
                    json.WriteStringValue(prediction.Class(row));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteHead(Utf8JsonWriter json, string name, Model model, int rows)
    {
        var isOutput = name == model.Output.Name;
        json.WriteString("name", name);
        json.WriteString("datatype", isOutput ? model.Output.Datatype : "BYTES");
        json.WriteStartArray("shape");
        json.WriteNumberValue(rows);
        if (isOutput)
            json.WriteNumberValue(model.OutputNames.Length);
        json.WriteEndArray();
    }
}
