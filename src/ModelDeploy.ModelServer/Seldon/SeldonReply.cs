using System.Text.Json;
using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Seldon;

/// <summary>Writes Seldon messages of this model server.</summary>
/// <param name="Unit">Our node's name in <c>meta.requestPath</c>.</param>
/// <param name="Image">What that node runs.</param>
internal sealed record SeldonReply(string Unit, string Image)
{
    /// <summary>A prediction in the encoding that the request had.</summary>
    public void Write(Utf8JsonWriter json, SeldonRequest request, string puid, Prediction prediction)
    {
        json.WriteStartObject();
        WriteMeta(json, request.Meta, puid, prediction.Model);
        json.WriteStartObject("data");
        json.WriteStartArray("names");
        foreach (var name in prediction.Model.OutputNames)
            json.WriteStringValue(name);
        json.WriteEndArray();
        if (request.IsTensor)
            WriteTensor(json, prediction.Outputs);
        else
            WriteRows(json, prediction.Outputs);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A message without data: the answer to feedback.</summary>
    public void WriteEmpty(Utf8JsonWriter json, SeldonMeta meta, string puid, Model model)
    {
        json.WriteStartObject();
        WriteMeta(json, meta, puid, model);
        json.WriteEndObject();
    }

    /// <summary>The caller's tags come back together with ours, which say which model answered; on a clash ours win.</summary>
    private void WriteMeta(Utf8JsonWriter json, SeldonMeta meta, string puid, Model model)
    {
        json.WriteStartObject("meta");
        json.WriteString("puid", puid);
        json.WriteStartObject("tags");
        json.WriteString("model", model.Name);
        json.WriteString("version", model.Version);
        WriteOthers(json, meta.Tags, "model", "version");
        json.WriteEndObject();
        json.WriteStartObject("requestPath");
        WriteOthers(json, meta.RequestPath, Unit);
        json.WriteString(Unit, Image);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOthers(Utf8JsonWriter json, JsonElement? members, params ReadOnlySpan<string> ours)
    {
        if (members is not { } given)
            return;
        foreach (var member in given.EnumerateObject())
            if (!ours.Contains(member.Name))
                member.WriteTo(json);
    }

    private static void WriteTensor(Utf8JsonWriter json, Batch outputs)
    {
        json.WriteStartObject("tensor");
        json.WriteStartArray("shape");
        json.WriteNumberValue(outputs.Rows);
        json.WriteNumberValue(outputs.Columns);
        json.WriteEndArray();
        json.WriteStartArray("values");
        foreach (var value in outputs.Values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRows(Utf8JsonWriter json, Batch outputs)
    {
        json.WriteStartArray("ndarray");
        for (var row = 0; row < outputs.Rows; row++)
        {
            json.WriteStartArray();
            foreach (var value in outputs.Row(row))
                json.WriteNumberValue(value);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
