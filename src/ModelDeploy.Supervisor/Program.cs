using ModelDeploy.Supervisor;

if (args is [var directory])
    return SupervisorProcess.Run(directory);

Console.Error.WriteLine("Use: ModelDeploy.Supervisor <replica directory>. It is started by the portal, once for each attempt of a replica.");
return 64;
