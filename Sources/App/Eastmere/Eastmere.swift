import Kernel

/// The invented town of Eastmere.
package enum Eastmere {}
