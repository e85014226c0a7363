using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace ModelDeploy.Compat;

/// <summary>Gives bunit the AngleSharp.Diffing that restores, whatever version it asks for.</summary>
internal static class BunitCompat
{
    private const string Diffing = "AngleSharp.Diffing";

    [ModuleInitializer]
    internal static void Redirect() => AssemblyLoadContext.Default.Resolving += static (context, wanted) =>
        wanted.Name == Diffing
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "compat", Diffing + ".dll"))
            : null;
}
