using System.Text.Json.Serialization;

namespace ModelDeploy.Supervisor.Protocol;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LaunchFile))]
[JsonSerializable(typeof(StateFile))]
[JsonSerializable(typeof(ExitFile))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
