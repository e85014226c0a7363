using System.Text.Json;

namespace ModelDeploy.ModelServer.Modelling;

/// <summary>A model file as it is written; README.md describes the format.</summary>
internal sealed record ModelFile(
    int Format,
    string Kind,
    string Name,
    string Version,
    string? Description,
    TensorShape Input,
    TensorShape Output,
    IReadOnlyDictionary<string, double>? Metrics,
    JsonElement Parameters)
{
    /// <summary>The only format that this server reads and writes.</summary>
    public const int CurrentFormat = 1;
}
