//! Macros that are given a condition for the items that they wrap.

macro_rules! feature {
    (
        #![$meta:meta]
        $($item:item)*
    ) => {
        $(
            #[cfg($meta)]
            #[cfg_attr(docsrs, doc(cfg($meta)))]
            $item
        )*
    };
}

feature! {
    #![feature = "net"]

    #[deprecated(since = "0.2.0", note = "use `listen` instead")]
    pub fn serve() {}

    pub mod sockets;
}

feature! {
    #![all(unix, feature = "experimental_io")]
    pub fn ring() {}
}

macro_rules! odd {
    ($($item:item)*) => { $($item)* pub struct More; };
}

// a module's file may hold marks: it is not known whether the macro declares it
odd! {
    mod elsewhere;
}

// these methods are lost with their type, and so is what they say
made_elsewhere::wrapper! {
    pub struct Handle(u8);
}

impl Handle {
    #[deprecated]
    pub fn old(&self) {}
}
