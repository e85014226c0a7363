using System.Text.Json.Serialization;

namespace ModelDeploy.ModelServer.Modelling;

/// <summary>Generated readers and writers for model files; every property is required unless it can be null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelFile))]
[JsonSerializable(typeof(SoftmaxParameters))]
[JsonSerializable(typeof(ForestParameters))]
[JsonSerializable(typeof(BoostedParameters))]
internal sealed partial class ModelFileJson : JsonSerializerContext;
