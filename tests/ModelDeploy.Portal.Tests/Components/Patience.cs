using System.Runtime.CompilerServices;
using Bunit;

namespace ModelDeploy.Portal.Tests.Components;

/// <summary>How long components are waited for: as long as everything else is, for a busy machine is no fault of theirs.</summary>
internal static class Patience
{
    [ModuleInitializer]
    internal static void Take() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(60);
}
