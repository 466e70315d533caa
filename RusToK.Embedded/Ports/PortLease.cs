using System.Net;
using System.Net.Sockets;

namespace RusToK.Embedded.Ports;

/// <summary>
/// A TCP port of 127.0.0.1 that stays this process's own while a server on it is down: other users of this class, in
/// other processes too, pass it over. It lies below the ephemeral range, so no outgoing connection takes it either.
/// </summary>
internal sealed class PortLease : IDisposable
{
    private const int First = 15_000;
    private const int Last = 30_000;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Held = [];
    private static readonly Lazy<FileStream> Locks = new(OpenLocks);

    private PortLease(int port) => Port = port;

    public int Port { get; }

    /// <summary>A port nobody listens on.</summary>
    /// <exception cref="InvalidOperationException">None was found in a thousand tries.</exception>
    public static PortLease Take()
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < 1000; attempt++)
            {
                var port = Random.Shared.Next(First, Last);
                if (!TryHold(port))
                    continue;
                if (IsFree(port))
                    return new PortLease(port);
                Release(port);
            }
        }

        throw new InvalidOperationException($"No free port between {First} and {Last} was found on 127.0.0.1.");
    }

    /// <summary>The port asked for, or a free one for null.</summary>
    /// <param name="port">Between 1 and 65535.</param>
    /// <param name="asker">Who asks, for the message.</param>
    /// <exception cref="InvalidOperationException">Somebody listens on it.</exception>
    public static PortLease Take(int? port, string asker)
    {
        if (port is not { } wanted)
            return Take();
        return IsFree(wanted)
            ? new PortLease(wanted)
            : throw new InvalidOperationException($"Port {wanted}, asked for {asker}, is in use on 127.0.0.1.");
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (Held.Contains(Port))
                Release(Port);
        }
    }

    private static bool TryHold(int port)
    {
        if (!Held.Add(port))
            return false;
        if (OperatingSystem.IsMacOS())
            return true;
        try
        {
            Locks.Value.Lock(port, 1);
            return true;
        }
        catch (IOException)
        {
            Held.Remove(port);
            return false;
        }
    }

    private static void Release(int port)
    {
        Held.Remove(port);
        if (!OperatingSystem.IsMacOS())
            Locks.Value.Unlock(port, 1);
    }

    // One byte of this file stands for one port. The locks end with the process, however it ends.
    private static FileStream OpenLocks()
    {
        var path = Path.Combine(Path.GetTempPath(), $"rustok-ports-{Environment.UserName}.lock");
        return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
