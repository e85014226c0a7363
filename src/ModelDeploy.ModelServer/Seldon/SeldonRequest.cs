using System.Text.Json;
using ModelDeploy.ModelServer.Modelling;
using ModelDeploy.ModelServer.Serving;

namespace ModelDeploy.ModelServer.Seldon;

/// <summary>A prediction as asked in Seldon's v1 protocol. <paramref name="Meta"/> lives as long as the request's document.</summary>
/// <param name="Batch">The rows, columns in the model's order.</param>
/// <param name="IsTensor">True where the rows came as <c>tensor</c>, false for <c>ndarray</c>: the reply keeps the form.</param>
/// <param name="Meta">What the caller said about the request.</param>
internal sealed record SeldonRequest(Batch Batch, bool IsTensor, SeldonMeta Meta)
{
    private static readonly string[] OtherPayloads = ["jsonData", "strData", "binData", "customData"];

    /// <summary>The request in a message, or a sentence that says why the model cannot take it.</summary>
    public static Outcome<SeldonRequest> Read(JsonElement message, Model model)
    {
        if (!SeldonMeta.Read(message).Try(out var meta, out var metaFault))
            return Outcome<SeldonRequest>.Bad(metaFault);
        if (!message.TryGetProperty("data", out var data))
            return Outcome<SeldonRequest>.Bad(WithoutData(message, model));
        if (data.ValueKind != JsonValueKind.Object)
            return Outcome<SeldonRequest>.Bad($"data must be an object, but it is {JsonNames.Of(data)}.");

        var isTensor = data.TryGetProperty("tensor", out var tensor);
        var hasRows = data.TryGetProperty("ndarray", out var rows);
        if (isTensor == hasRows)
            return Outcome<SeldonRequest>.Bad(data.TryGetProperty("tftensor", out _)
                ? "data.tftensor is not supported; send data.ndarray or data.tensor."
                : "data must have either ndarray or tensor.");
        var read = isTensor ? Tensor(tensor, model) : NumberReader.Nested("data.ndarray", rows, model.Features.Length);
        if (!read.Try(out var batch, out var fault))
            return Outcome<SeldonRequest>.Bad(fault);
        return SeldonNames.Arrange(batch, data, model).Try(out var arranged, out fault)
            ? Outcome<SeldonRequest>.Good(new SeldonRequest(arranged, isTensor, meta))
            : Outcome<SeldonRequest>.Bad(fault);
    }

    private static string WithoutData(JsonElement message, Model model)
    {
        var other = OtherPayloads.FirstOrDefault(name => message.TryGetProperty(name, out _));
        var found = other is null ? "The message has no data." : $"{model.Name} cannot take {other}.";
        var row = string.Join(",", model.Features.Select(_ => "1.0"));
        return $"{found} Send {model.Features.Length} numbers per row, for example {{\"data\":{{\"ndarray\":[[{row}]]}}}}.";
    }

    private static Outcome<Batch> Tensor(JsonElement tensor, Model model)
    {
        if (tensor.ValueKind != JsonValueKind.Object
            || !tensor.TryGetProperty("shape", out var shapeList)
            || !tensor.TryGetProperty("values", out var valueList))
            return Outcome<Batch>.Bad("data.tensor must be an object with shape and values.");
        if (!NumberReader.Shape("data.tensor.shape", shapeList).Try(out var shape, out var fault)
            || !NumberReader.Flat("data.tensor.values", valueList).Try(out var values, out fault))
            return Outcome<Batch>.Bad(fault);
        return NumberReader.Shaped("data.tensor", shape, values, model.Features.Length);
    }
}
