using System.Reflection;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>What this program calls itself.</summary>
internal static class ServerVersion
{
    public const string Name = "modeldeploy-modelserver";

    /// <summary>The build's version, without the commit.</summary>
    public static string Text { get; } =
        (typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
