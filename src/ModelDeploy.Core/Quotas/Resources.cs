namespace ModelDeploy.Core.Quotas;

/// <summary>An amount of compute.</summary>
/// <param name="Cpu">Cores, in steps of 0.1.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="Gpu">Whole devices.</param>
public readonly record struct Resources(decimal Cpu, long Memory, int Gpu)
{
    /// <summary>Nothing.</summary>
    public static Resources None => default;

    /// <summary>The sum of both, resource by resource.</summary>
    public static Resources operator +(Resources left, Resources right) =>
        new(left.Cpu + right.Cpu, checked(left.Memory + right.Memory), checked(left.Gpu + right.Gpu));

    /// <summary>What is left, resource by resource; the right one must be part of the left one.</summary>
    public static Resources operator -(Resources left, Resources right) =>
        new(left.Cpu - right.Cpu, left.Memory - right.Memory, left.Gpu - right.Gpu);

    /// <summary>The amount for that many replicas.</summary>
    public static Resources operator *(Resources each, int count) =>
        new(each.Cpu * count, checked(each.Memory * count), checked(each.Gpu * count));

    /// <summary>The larger of both, resource by resource.</summary>
    public static Resources Max(Resources left, Resources right) =>
        new(Math.Max(left.Cpu, right.Cpu), Math.Max(left.Memory, right.Memory), Math.Max(left.Gpu, right.Gpu));

    /// <summary>Whether no resource of this exceeds the other's.</summary>
    public bool FitsInto(Resources other) => Cpu <= other.Cpu && Memory <= other.Memory && Gpu <= other.Gpu;
}
