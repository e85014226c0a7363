namespace ModelDeploy.ModelServer.Faults;

/// <summary>Registers what the switches need; a server without switches runs none of it.</summary>
internal static class FaultServices
{
    public static IServiceCollection AddFaults(this IServiceCollection services, TestSwitches switches)
    {
        services.AddSingleton(switches).AddSingleton<Crash>().AddSingleton<RequestFaults>();
        if (switches.CrashAfter is not null)
            services.AddHostedService<CrashTimer>(); // before the gate: a crash must come through while the gate is shut
        if (switches.SlowStart > TimeSpan.Zero || switches.NeverReady == NeverReady.Silent)
            services.AddHostedService<StartGate>();
        if (switches.LeaveChildren > 0)
            services.AddHostedService<ChildLeaver>();
        if (switches.LogStorm > 0)
            services.AddHostedService<LogStorm>();
        if (switches.MemoryHog > 0)
            services.AddHostedService<MemoryHog>();
        return services;
    }
}
