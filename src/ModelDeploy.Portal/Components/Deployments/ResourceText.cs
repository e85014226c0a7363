using System.Globalization;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Portal.Components.Deployments;

/// <summary>Amounts of compute in words.</summary>
public static class ResourceText
{
    /// <summary>For example <c>0.5 CPU, 512 MiB</c>; GPUs only where there are any.</summary>
    public static string Of(Resources resources) =>
        resources.Gpu == 0
            ? $"{Amounts.Cpu(resources.Cpu)}, {Amounts.Memory(resources.Memory)}"
            : $"{Amounts.Cpu(resources.Cpu)}, {Amounts.Memory(resources.Memory)}, {Gpu(resources.Gpu)}";

    /// <summary>For example <c>2 GPU</c>.</summary>
    public static string Gpu(decimal count) => string.Create(CultureInfo.CurrentCulture, $"{count:0} GPU");
}
