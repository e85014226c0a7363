using ModelDeploy.ModelServer.Faults;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>Everything that a start decides: which model, where to listen, what the platform calls us, and the switches for tests.</summary>
/// <param name="ModelPath">The model file.</param>
/// <param name="Host">An IP address; 127.0.0.1 unless an image gives 0.0.0.0.</param>
/// <param name="Port">0 lets the system choose.</param>
/// <param name="Deployment">What the platform calls the deployment, or null outside of it.</param>
/// <param name="Unit">Our node in Seldon's <c>requestPath</c>; the model's name where the platform gives none.</param>
/// <param name="Image">What Seldon's <c>requestPath</c> says about that node, or null for the model's name and version.</param>
/// <param name="Switches">Faults to play.</param>
/// <param name="Remark">Something the log should warn about at start, or null.</param>
internal sealed record ServerOptions(
    string ModelPath,
    string Host,
    int Port,
    string? Deployment,
    string? Unit,
    string? Image,
    TestSwitches Switches,
    string? Remark)
{
    /// <summary>Port where neither an option nor the environment names one, as in Seldon.</summary>
    public const int DefaultPort = 9000;
}
